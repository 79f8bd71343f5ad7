// Before anything is painted: what works without script only is not shown.
"use strict";
document.documentElement.classList.add("scripted");
