/// What was opened, and how all of it is closed whatever fails.
package dev.ashlar.http.server.resources;
