// The page's one form goes to the app at once; without scripts its button sends it (A28).
document.forms[0].submit();
