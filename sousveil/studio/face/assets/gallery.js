// This page is whole without a script.
