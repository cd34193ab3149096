package io.labctl.master.ca;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the authority works.
 *
 * @param keyFile holds the key that encrypts the authority's keys; made when it is not there
 * @param key the same, given by the environment instead; null when it is in the file
 * @param agentLifetime of an agent's certificate
 * @param userLifetime of a person's certificate
 * @param serverLifetime of labd's own certificate, which is made anew at every start and when a
 *     third of it is left
 */
public record CaConfig(
        Path keyFile,
        @Nullable EncryptionKey key,
        Duration agentLifetime,
        Duration userLifetime,
        Duration serverLifetime) {}
