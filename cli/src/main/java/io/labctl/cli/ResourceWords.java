package io.labctl.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets {@code get server/web1} and {@code revoke token/ID} mean what {@code get server web1} does.
 */
final class ResourceWords {
    private ResourceWords() {}

    /** Splits the first word that names a subcommand before its slash; all else stays as it is. */
    static String[] split(String[] arguments, CommandLine root) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        CommandLine here = root;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("-")) {
                i += takesNextWord(here, word) ? 1 : 0;
                continue;
            }
            CommandLine below = here.getSubcommands().get(word);
            if (below == null) {
                splitAt(words, i, here);
                break;
            }
            here = below;
        }
        return words.toArray(String[]::new);
    }

    private static void splitAt(List<String> words, int i, CommandLine here) {
        String word = words.get(i);
        int slash = word.indexOf('/');
        if (slash > 0 && here.getSubcommands().containsKey(word.substring(0, slash))) {
            words.set(i, word.substring(0, slash));
            words.add(i + 1, word.substring(slash + 1));
        }
    }

    static boolean takesNextWord(CommandLine command, String word) {
        OptionSpec option = command.getCommandSpec().findOption(word);
        return option != null && option.arity().max() > 0;
    }
}
