/// JSON of the server's own making.
package dev.ashlar.http.server.json;
