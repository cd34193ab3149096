package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;

/**
 * A TCP port.
 *
 * @param number 1 to 65535
 */
public record Port(int number) {
    public Port {
        if (number < 1 || number > 65_535) {
            throw new InvalidInput("port %d is not 1 to 65535".formatted(number));
        }
    }
}
