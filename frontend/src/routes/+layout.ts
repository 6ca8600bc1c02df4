// All pages are made in the browser, of what the API answers.
export const ssr = false;
export const prerender = false;
