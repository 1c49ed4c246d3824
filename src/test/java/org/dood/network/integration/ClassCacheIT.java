package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.dood.network.integration.support.JvmLog;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stages start from the cache that the image's build trained. */
@OnARealEngine
class ClassCacheIT {

  @ParameterizedTest
  @ValueSource(strings = {"main", "post"})
  void hardly_any_class_is_loaded_from_elsewhere(String stage, Workbench bench) {
    var loaded = JvmLog.ofClasses(bench, stage, bench.network("ci"));

    assertThat(loaded)
        .anyMatch(line -> line.contains("org.dood.network.Main source: shared objects file"))
        .hasSizeGreaterThan(1000);
    assertThat(loaded.stream().filter(line -> line.contains("source: jrt:")))
        .as("classes that are not from the cache")
        .hasSizeLessThan(loaded.size() / 20);
    assertThat(loaded)
        .as("classes that the JVM makes as it comes to a switch over types")
        .noneMatch(line -> line.contains("TypeSwitch"));
  }
}
