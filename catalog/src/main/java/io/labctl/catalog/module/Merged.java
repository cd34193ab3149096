package io.labctl.catalog.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Joins what several data layers give for a parameter; without it the nearest layer's value wins
 * whole.
 *
 * <ul>
 *   <li>A map or record is joined key by key, and so are the maps and records in it; where two
 *       layers give the same key, the nearer wins, and {@code key: ~} takes the key away.
 *   <li>A list is the broader layer's items, then those of the nearer that it did not have. A list
 *       inside a joined map is replaced, unless its own component has this mark too.
 * </ul>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Merged {}
