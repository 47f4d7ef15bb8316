/// Hosts as values that can be compared: addresses as numbers, names in lower case. Resolves
/// nothing.
package dev.ashlar.http.security.host;
