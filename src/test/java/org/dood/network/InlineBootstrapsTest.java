package org.dood.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class files that the image's build rewrites behave as before. */
class InlineBootstrapsTest {

  private static final String SAMPLE = "org/dood/network/InlineBootstrapsTest$Sample";

  @TempDir private Path classes;

  @BeforeEach
  void inline() throws IOException, InterruptedException {
    var compiled = Path.of("target/test-classes");
    try (var files = Files.list(compiled.resolve(SAMPLE).getParent())) {
      for (var file :
          files.filter(f -> compiled.relativize(f).toString().startsWith(SAMPLE)).toList()) {
        var copy = classes.resolve(compiled.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    var tool =
        new ProcessBuilder(
                java, "runtime/inline/InlineBootstraps.java", classes.toString(), "org/dood")
            .inheritIO()
            .start();
    assertThat(tool.waitFor()).isZero();
  }

  @Test
  void the_jvm_is_left_no_switch_over_types_and_no_equals_to_make() throws IOException {
    assertThat(callsMadeAtRunTime()).isNotEmpty().allMatch(name -> name.equals("toString"));
  }

  @Test
  void each_case_fits_as_before_and_each_value_equals_what_it_equalled() throws Exception {
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      var inlined = loader.loadClass(SAMPLE.replace('/', '.')).getMethod("behaviour").invoke(null);
      assertThat(inlined).isEqualTo(Sample.behaviour());
    }
  }

  private List<String> callsMadeAtRunTime() throws IOException {
    try (var files = Files.walk(classes)) {
      return files
          .filter(Files::isRegularFile)
          .map(InlineBootstrapsTest::parsed)
          .flatMap(type -> type.methods().stream())
          .flatMap(method -> method.code().stream())
          .flatMap(code -> code.elementStream())
          .flatMap(e ->
              e instanceof InvokeDynamicInstruction call
                  ? Stream.of(call.name().stringValue())
                  : Stream.empty())
          .toList();
    }
  }

  private static ClassModel parsed(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has some of all that is written out, and tells by a text what it does. */
  public static final class Sample {

    private Sample() {}

    sealed interface Shape {
      record Point(int x, long y) implements Shape {}

      record Named(String name, Shape shape, boolean filled) implements Shape {}

      record Nothing() implements Shape {}

      default String kind() {
        return switch (this) {
          case Point p when p.x() == 0 -> "on the axis";
          case Point _, Nothing() -> "small";
          case Named(String name, Named(_, _, _), _) -> name + ", twice named";
          case Named n -> n.name();
        };
      }
    }

    /** What each shape is told to be, and which equal which. */
    public static String behaviour() {
      var shapes =
          List.of(
              new Shape.Point(0, 1),
              new Shape.Point(1, 1L << 32),
              new Shape.Point(1, 1L << 32),
              new Shape.Point(1, 0),
              new Shape.Nothing(),
              new Shape.Nothing(),
              new Shape.Named("a", new Shape.Nothing(), true),
              new Shape.Named("a", new Shape.Nothing(), true),
              new Shape.Named("a", new Shape.Nothing(), false),
              new Shape.Named("b", new Shape.Named("a", new Shape.Point(2, 3), true), true));
      var told = new StringBuilder();
      for (var shape : shapes) {
        told.append(shape.kind()).append(' ').append(shape);
        for (var other : shapes) {
          var equal = shape.equals(other);
          told.append(equal ? " =" : " /");
          told.append(!equal || shape.hashCode() == other.hashCode() ? "" : "!");
        }
        told.append(shape.equals((Object) "a")).append('\n');
      }
      return told.toString();
    }
  }
}
