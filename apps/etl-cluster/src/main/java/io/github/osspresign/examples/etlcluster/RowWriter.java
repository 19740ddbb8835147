// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.camel.model.DataFormatDefinition;

/** Format of the objects and table of their rows. A cluster for others replaces its one implementation, {@link Readings}. */
interface RowWriter {

    /** Returns the statements that create the table unless it exists. */
    String table();

    /** Returns the format by which Camel unpacks an object. It bounds the unpacked size. */
    DataFormatDefinition packing();

    /**
     * Replaces the rows of an object, in a transaction of the caller.
     *
     * @param object bucket and key
     * @return number of rows
     * @throws IllegalArgumentException if the object has a wrong content; the message must not repeat it
     */
    int replace(Connection transaction, String object, InputStream unpacked) throws SQLException, IOException;
}
