package dev.ashlar.http.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The model's steps name the methods and fields that they stand for: these have to exist.
class ModelTest {
  private static final List<String> PACKAGES =
      List.of("dev.ashlar.http.pool", "dev.ashlar.http.pool.queue");
  private static final Pattern MEMBER = Pattern.compile("\\b([A-Z][a-z]\\w*)\\.([a-z]\\w*)");

  @Test
  void everyStepNamesWhatExists() throws IOException {
    String model = Files.readString(Path.of("model/handover.pml"));
    List<MatchResult> members = MEMBER.matcher(model).results().toList();
    assertFalse(members.isEmpty());
    assertEquals(
        List.of(), members.stream().filter(m -> !exists(m)).map(MatchResult::group).toList());
  }

  private static boolean exists(MatchResult member) {
    return PACKAGES.stream()
        .map(name -> name + "." + member.group(1))
        .flatMap(ModelTest::named)
        .flatMap(ModelTest::members)
        .anyMatch(declared -> declared.getName().equals(member.group(2)));
  }

  private static Stream<Member> members(Class<?> type) {
    return Stream.concat(Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredFields()));
  }

  private static Stream<Class<?>> named(String name) {
    try {
      return Stream.of(Class.forName(name));
    } catch (ClassNotFoundException elsewhere) {
      return Stream.of();
    }
  }
}
