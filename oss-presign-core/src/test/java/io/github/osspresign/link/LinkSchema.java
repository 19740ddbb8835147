// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Published JSON Schema of the format, or a definition in it. */
final class LinkSchema {

    private static final String NAME = "/META-INF/schemas/link-format.schema.json";
    private static final String ID = "urn:io.github.osspresign:link-format:1";

    private final Schema schema;

    /** @param definition name in {@code $defs} */
    LinkSchema(String definition) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, text())));
        schema = registry.getSchema("{\"$ref\":\"" + ID + "#/$defs/" + definition + "\"}");
    }

    /** Returns the violations, none if the document is valid. */
    List<Error> errors(String json) {
        return schema.validate(json, InputFormat.JSON);
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(PresignedLink.class.getResourceAsStream(NAME), NAME)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
