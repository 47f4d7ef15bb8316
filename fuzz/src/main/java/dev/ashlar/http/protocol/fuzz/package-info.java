/// Fuzz targets for `http-protocol`, in the form that Jazzer and libFuzzer expect: one class each,
/// with a method `fuzzerTestOneInput`, which fails by throwing.
///
/// The octets are those of the wire, with nothing in them that steers the target: a seed is a text
/// that can be read, and a finding is one that can be sent.
@NullMarked
package dev.ashlar.http.protocol.fuzz;

import org.jspecify.annotations.NullMarked;
