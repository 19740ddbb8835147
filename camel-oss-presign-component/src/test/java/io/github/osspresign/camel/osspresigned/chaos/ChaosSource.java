// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.chaos;

import java.util.Set;
import org.apache.camel.CamelContext;

/** Source of messages with links, and the store of failed messages. It outlives the contexts that read from it. */
public interface ChaosSource extends AutoCloseable {

    /** Returns the endpoint URI. */
    String uri();

    /** Registers the endpoint with a context before its start. */
    void connect(CamelContext context);

    void give(String name, String message) throws Exception;

    /** Returns whether no message waits or is in progress. */
    boolean isDrained() throws Exception;

    /** Returns the names of the failed messages. */
    Set<String> failed() throws Exception;

    /** Sends the failed messages again. */
    void giveFailedAgain() throws Exception;

    @Override
    void close() throws Exception;
}
