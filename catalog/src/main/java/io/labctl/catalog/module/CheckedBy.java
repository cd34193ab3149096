package io.labctl.catalog.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Rules about several parameters of a record. Each rule is a record of just the components that it
 * is about, by their names and types, whose constructor refuses them with {@link
 * io.labctl.catalog.error.InvalidInput}. It is judged as soon as these are right, whatever is wrong
 * with the others, so that no fault hides another; of one whose value does not matter it may ask
 * {@link IfGiven}. The record's own constructor makes its rules too, for whoever calls it; from
 * data it is only reached when all of them hold, so nothing is told twice.
 *
 * <pre>{@code
 * @CheckedBy(Host.Addressed.class)
 * record Host(Presence ensure, Optional<IpAddress> ip, List<HostAlias> aliases) {
 *     record Addressed(Presence ensure, Optional<IpAddress> ip) {
 *         Addressed {
 *             if (ensure == Presence.PRESENT && ip.isEmpty()) {
 *                 throw InvalidInput.inField("ip", "host has no ip");
 *             }
 *         }
 *     }
 *
 *     Host {
 *         new Addressed(ensure, ip);
 *     }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CheckedBy {
    Class<? extends Record>[] value();
}
