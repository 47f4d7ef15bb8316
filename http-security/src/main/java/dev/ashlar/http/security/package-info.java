/// Validators that give a verdict, and a folder that cannot be left.
package dev.ashlar.http.security;
