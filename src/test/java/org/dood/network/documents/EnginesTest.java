package org.dood.network.documents;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.DiffersOn;
import org.dood.network.integration.support.NotOn;
import org.dood.network.testing.GeneratedBlock;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/engines.md} says what families of engines do otherwise, by the integration tests' own
 * word.
 */
class EnginesTest {

  private final List<Class<?>> testClasses = testClasses();

  EnginesTest() throws IOException {}

  @Test
  void differences_are_those_that_tests_name() {
    GeneratedBlock.in("docs/engines.md", "differences")
        .assertHolds(
            "| engine | what is different | test |\n| --- | --- | --- |\n"
                + rows(DiffersOn.class, differs -> cells(differs.value(), differs.what())));
  }

  @Test
  void tests_that_an_engine_cannot_run_are_those_that_say_so() {
    GeneratedBlock.in("docs/engines.md", "not run")
        .assertHolds(
            "| engine | why | test |\n| --- | --- | --- |\n"
                + rows(NotOn.class, not -> cells(not.value(), not.because())));
  }

  /** The rows of an annotation, each with the test or the class that has it. */
  private <A extends Annotation> String rows(Class<A> annotation, Function<A, String> cells) {
    return testClasses.stream()
        .flatMap(tests ->
            Stream.concat(
                Stream.of(tests),
                Stream.of(tests.getDeclaredMethods()).sorted(comparing(Method::getName))))
        .filter(element -> element.isAnnotationPresent(annotation))
        .map(element ->
            cells.apply(element.getAnnotation(annotation)) + " `" + name(element) + "` |\n")
        .collect(joining());
  }

  private static String cells(EngineFamily engine, String text) {
    var name = engine.name();
    return "| %s%s | %s |"
        .formatted(name.substring(0, 1), name.substring(1).toLowerCase(Locale.ROOT), text);
  }

  private static String name(AnnotatedElement element) {
    return element instanceof Method test
        ? test.getDeclaringClass().getSimpleName() + "#" + test.getName()
        : ((Class<?>) element).getSimpleName();
  }

  private static List<Class<?>> testClasses() throws IOException {
    try (var files = Files.list(Path.of("src/test/java/org/dood/network/integration"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("IT.java"))
          .sorted()
          .<Class<?>>map(name -> load(name.replace(".java", "")))
          .toList();
    }
  }

  private static Class<?> load(String testClass) {
    try {
      return Class.forName("org.dood.network.integration." + testClass);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
