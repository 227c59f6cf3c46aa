// The page around hands a port over as soon as this page is there; what comes before the page listens waits here.
window.knocks = [];
addEventListener('message', (event) => window.knocks?.push(event));
