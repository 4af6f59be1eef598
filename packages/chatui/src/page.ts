export { mountPage, type PageOptions } from "./page/mount-page.tsx";
