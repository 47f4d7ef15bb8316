/// Folders that are opened one below the other without following a link. Knows the file system and
/// no policy.
package dev.ashlar.http.security.tree;
