package io.labctl.catalog.present;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.resource.Resource;
import java.util.List;

/** What came of looking for resources on a machine. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "found")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Looked.Found.class, name = "some"),
    @JsonSubTypes.Type(value = Looked.NotThere.class, name = "none"),
    @JsonSubTypes.Type(value = Looked.NameNeeded.class, name = "name-needed")
})
public sealed interface Looked {
    /**
     * Those that are there, without their secrets.
     *
     * @param leftOut a sentence for each that could not be told, or not as it is
     */
    record Found(List<Resource> resources, List<String> leftOut) implements Looked {
        public Found {
            resources = List.copyOf(resources);
            leftOut = List.copyOf(leftOut);
        }

        /** Something is there, and none of it could be told. */
        @JsonIgnore
        public boolean isNothing() {
            return resources.isEmpty() && !leftOut.isEmpty();
        }
    }

    /** There is none of that name, or the type cannot be shown. */
    record NotThere(String reason) implements Looked {}

    /** Of this type there is no end, or what was asked for can be the name of none. */
    record NameNeeded(String reason) implements Looked {}
}
