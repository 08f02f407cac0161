// Runs before the page is drawn, so that parts that need scripts do not flicker.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
