/* Tells the editors in other tabs that somebody has signed in. */

new BroadcastChannel('newsclip-signed-in').postMessage(null);
