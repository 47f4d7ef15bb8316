/// Judges paths, hosts and limits as plain values, and opens files below a folder that cannot be
/// left.
package dev.ashlar.http.security;
