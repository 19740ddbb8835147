// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.SimplePropertySqlParameterSource;
import org.springframework.util.StringUtils;

/**
 * Components of a record as parameters of a statement. The driver of PostgreSQL takes no {@link Instant}; a list becomes a text
 * with commas, which Spring reads as a list.
 */
public final class RecordParameters extends SimplePropertySqlParameterSource {

    public RecordParameters(Record parameters) {
        super(parameters);
    }

    @Override
    public @Nullable Object getValue(String name) {
        Object value = super.getValue(name);
        if (value instanceof List<?> list) {
            return StringUtils.collectionToCommaDelimitedString(list);
        }
        return value instanceof Instant time ? Timestamp.from(time) : value;
    }
}
