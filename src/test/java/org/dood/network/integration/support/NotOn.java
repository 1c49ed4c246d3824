package org.dood.network.integration.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.dood.network.engine.model.EngineFamily;

/** A test that one family of engines cannot run. {@code docs/engines.md} lists it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NotOn {

  /** The family. */
  EngineFamily value();

  /** Why: a sentence in Markdown. */
  String because();
}
