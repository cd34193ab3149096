package io.labctl.cli.copy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What is copied, and which way. */
sealed interface Route {
    Pattern SERVER_ALONE = Pattern.compile("(?:server|servers|srv)/[^/:]+");

    /** To a server. */
    record Up(List<Place.Here> sources, Place.There target) implements Route {
        public Up {
            sources = List.copyOf(sources);
        }
    }

    /** From a server. */
    record Down(List<Place.There> sources, Place.Here target) implements Route {
        public Down {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Reads a command line: all words but the last are sources.
     *
     * @throws InvalidInput when it is not from here to one server, or from one server to here
     */
    static Route parse(List<String> words) {
        if (words.size() < 2) {
            throw new InvalidInput(
                    "where '%s' is to be copied to is missing"
                            .formatted(Printable.of(words.getFirst())));
        }
        List<Place> places = words.stream().map(Place::parse).toList();
        refuseOneNameTwice(places.subList(0, places.size() - 1));
        var here = new ArrayList<Place.Here>();
        var there = new ArrayList<Place.There>();
        for (Place source : places.subList(0, places.size() - 1)) {
            switch (source) {
                case Place.Here one -> here.add(one);
                case Place.There one -> there.add(one);
            }
        }
        return switch (places.getLast()) {
            case Place.There target when there.isEmpty() -> new Up(here, target);
            case Place.There _ ->
                    throw new InvalidInput(
                            "both are on servers: copy to this machine first, and from here");
            case Place.Here target when here.isEmpty() -> new Down(onOne(there), target);
            case Place.Here _ when there.isEmpty() -> throw new InvalidInput(noServer(words));
            case Place.Here _ ->
                    throw new InvalidInput(
                            "'%s' is on this machine and other sources are on a server: copy them one after the other"
                                    .formatted(Printable.of(here.getFirst().path().toString())));
        };
    }

    private static void refuseOneNameTwice(List<Place> sources) {
        var names = new HashSet<String>();
        for (Place source : sources) {
            source.name()
                    .filter(name -> !names.add(name))
                    .ifPresent(
                            name -> {
                                throw new InvalidInput(
                                        "two sources have the name '%s': copy one at a time"
                                                .formatted(Printable.of(name)));
                            });
        }
    }

    private static List<Place.There> onOne(List<Place.There> sources) {
        if (sources.stream().map(Place.There::server).distinct().count() > 1) {
            throw new InvalidInput("the sources are on several servers: copy from one at a time");
        }
        return sources;
    }

    private static String noServer(List<String> words) {
        return words.stream()
                .filter(word -> SERVER_ALONE.matcher(word).matches())
                .findFirst()
                .map(word -> "'%s' lacks the path, write %s:PATH".formatted(word, word))
                .orElse("no word names a place on a server, write server/NAME:PATH");
    }
}
