package io.labctl.cli;

import io.labctl.cli.server.ServerReference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Lets {@code exec server/web1 ls -l} mean what {@code exec server/web1 -- ls -l} does, and {@code
 * exec -l rack=r1 ls -l} what {@code exec -l rack=r1 -- ls -l} does: what stands behind the first
 * word of a server's command is not for us to read.
 */
final class CommandsOfServers {
    private static final String END = "--";

    /** With one of these, no server is named. */
    private static final Pattern CHOICE = Pattern.compile("-l.*|--(label|environment|cloud)(=.*)?");

    private CommandsOfServers() {}

    /** Puts the missing {@code --} before that first word; all else stays as it is. */
    static String[] marked(String[] arguments, CommandLine root) {
        CommandLine here = root;
        boolean exec = false;
        boolean chosen = false;
        List<String> server = new ArrayList<>();
        for (int i = 0; i < arguments.length && !arguments[i].equals(END); i++) {
            String word = arguments[i];
            if (word.startsWith("-")) {
                i += ResourceWords.takesNextWord(here, word) ? 1 : 0;
                chosen |= exec && CHOICE.matcher(word).matches();
            } else if (!exec) {
                here = root.getSubcommands().getOrDefault(word, root);
                exec = here.getCommandName().equals("exec");
                if (!exec) {
                    return arguments;
                }
            } else if (chosen || isWhole(server)) {
                return withEndAt(i, arguments);
            } else {
                server.add(word);
            }
        }
        return arguments;
    }

    /** Written {@code server/web1} or {@code server web1}. */
    private static boolean isWhole(List<String> server) {
        return server.size() == 2
                || (server.size() == 1 && !ServerReference.isType(server.getFirst()));
    }

    private static String[] withEndAt(int place, String[] arguments) {
        var marked = new ArrayList<>(List.of(arguments));
        marked.add(place, END);
        return marked.toArray(String[]::new);
    }
}
