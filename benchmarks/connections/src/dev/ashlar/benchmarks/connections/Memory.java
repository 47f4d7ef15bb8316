package dev.ashlar.benchmarks.connections;

import dev.ashlar.benchmarks.common.ServerProcess;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server's JVM holds after a full collection.
///
/// @param heapBytes of live objects, from `jcmd GC.class_histogram`, which collects first
/// @param directBytes outside of the heap, which Java code has asked for: the part `Other` of `jcmd
///   VM.native_memory`, which is direct buffers
/// @param residentBytes of the whole process, as the kernel counts; includes code, caches and free
///   heap
/// @param connections live instances of the engine's class of that name
record Memory(long heapBytes, long directBytes, long residentBytes, int connections) {
  private static final String CONNECTION = "dev.ashlar.http.server.connection.Connection";

  static Memory of(ServerProcess server) throws IOException, InterruptedException {
    String histogram = server.ask("GC.class_histogram");
    String natively = server.ask("VM.native_memory", "summary", "scale=b");
    return new Memory(
        number(histogram, "Total +[0-9]+ +([0-9]+)"),
        number(natively, "Other \\(reserved=[0-9]+, committed=([0-9]+)"),
        server.residentBytes(),
        (int) number(histogram, "([0-9]+) +[0-9]+ +" + Pattern.quote(CONNECTION) + "[ \n]"));
  }

  /// Both that a connection may hold on to.
  long bytes() {
    return heapBytes + directBytes;
  }

  /// 0 where nothing is told, as of a class without instances.
  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
