/// What there is only so much of: [Resources] closes what a server has opened, whatever fails;
/// [Budget] is an amount, such as of memory, that many share.
package dev.ashlar.http.server.resources;
