import { mountPage } from "./mount-page.tsx";

const element = document.querySelector("#page");
if (element) mountPage(element);
