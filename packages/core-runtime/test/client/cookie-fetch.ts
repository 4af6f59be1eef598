/** `fetch` as a browser does it: cookies that are set are sent again. */
export function cookieFetch(
  send: (request: Request) => Promise<Response>,
): (url: string, init: RequestInit) => Promise<Response> {
  const cookies = new Map<string, string>();
  return async (url, init) => {
    const request = new Request(new URL(url, "http://app.test"), init);
    if (cookies.size > 0)
      request.headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await send(request);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
}
