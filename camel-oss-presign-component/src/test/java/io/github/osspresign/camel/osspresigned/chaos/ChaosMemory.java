// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.chaos;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Queue in memory whose senders wait for the reply and keep their message if there is none. */
final class ChaosMemory implements ChaosSource {

    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final AtomicInteger sending = new AtomicInteger();
    private final Map<String, String> failed = new ConcurrentHashMap<>();
    private volatile CamelContext context;

    @Override
    public String uri() {
        return "seda:links?concurrentConsumers=2";
    }

    @Override
    public void connect(CamelContext context) {
        this.context = context;
    }

    @Override
    public void give(String name, String message) {
        sending.incrementAndGet();
        senders.execute(() -> {
            try (ProducerTemplate template = context.createProducerTemplate()) {
                Exchange answer = template.send(
                        "seda:links?waitForTaskToComplete=Always&timeout=5000",
                        exchange -> exchange.getMessage().setBody(message));
                if (answer.isFailed()) {
                    failed.put(name, message);
                }
            } catch (Exception e) {
                failed.put(name, message);
            } finally {
                sending.decrementAndGet();
            }
        });
    }

    @Override
    public boolean isDrained() {
        return sending.get() == 0;
    }

    @Override
    public Set<String> failed() {
        return Set.copyOf(failed.keySet());
    }

    @Override
    public void giveFailedAgain() {
        Map<String, String> again = Map.copyOf(failed);
        failed.clear();
        again.forEach(this::give);
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
