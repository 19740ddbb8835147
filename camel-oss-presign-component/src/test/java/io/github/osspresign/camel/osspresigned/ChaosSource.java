package io.github.osspresign.camel.osspresigned;

import java.util.Set;
import org.apache.camel.CamelContext;

/** Source of messages with links, and the store of failed messages. It outlives the contexts that read from it. */
interface ChaosSource extends AutoCloseable {

    /** The endpoint of Camel. */
    String uri();

    /** Makes the endpoint known to a context that is about to start. */
    void connect(CamelContext context);

    void give(String name, String message) throws Exception;

    /** Whether no message waits or is under way. */
    boolean isDrained() throws Exception;

    /** The names of those that have failed. */
    Set<String> failed() throws Exception;

    /** Gives those once more. */
    void giveFailedAgain() throws Exception;

    @Override
    void close() throws Exception;
}
