package io.labctl.catalog.module;

/**
 * A value of a map among the parameters that fits some keys and not others. It is judged as soon as
 * its own parts are right, whether or not the other parameters are.
 */
public interface ForKey {
    /**
     * Refuses a key that the value cannot stand under.
     *
     * @param key as the data have it
     * @throws io.labctl.catalog.error.InvalidInput with what is wrong
     */
    void check(String key);
}
