package io.labctl.catalog.bind;

import java.util.Locale;

/** Names of the language as data files write them: {@code manageHome} is {@code manage-home}. */
final class Kebab {
    private Kebab() {}

    static String ofComponent(String camelCase) {
        var out = new StringBuilder();
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (Character.isUpperCase(c) && !out.isEmpty()) {
                out.append('-');
            }
            out.append(Character.toLowerCase(c));
        }
        return out.toString();
    }

    static String ofConstant(String upperCase) {
        return upperCase.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
