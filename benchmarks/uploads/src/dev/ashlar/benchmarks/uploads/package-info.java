/// How many uploads are acknowledged, and what others notice of them.
package dev.ashlar.benchmarks.uploads;
