package org.dood.network.integration.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.dood.network.engine.model.EngineFamily;

/** What a test expects otherwise on one family of engines. {@code docs/engines.md} lists it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DiffersOn {

  /** The family. */
  EngineFamily value();

  /** What that family does, and what users see of it: a sentence in Markdown. */
  String what();
}
