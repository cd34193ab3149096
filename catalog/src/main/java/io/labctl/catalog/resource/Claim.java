package io.labctl.catalog.resource;

/**
 * What a machine can give only once, such as a user's number.
 *
 * @param thing for messages: {@code uid 1001}
 * @param holder resources that name the same one share the thing
 */
public record Claim(String thing, String holder) {}
