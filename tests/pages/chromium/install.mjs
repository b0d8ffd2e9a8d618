// Unpacks the browser of the package into a temporary folder and tells where it is, and where its
// libraries are.

import chromium from "@sparticuz/chromium";

const browser = await chromium.executablePath();
console.log(JSON.stringify({ browser, libraries: process.env.LD_LIBRARY_PATH ?? "" }));
