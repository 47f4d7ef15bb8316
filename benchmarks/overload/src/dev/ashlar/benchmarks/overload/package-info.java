/// What a server does that is asked for more than it can do.
package dev.ashlar.benchmarks.overload;
