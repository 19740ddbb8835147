// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The cost of one exchange that passes a route. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class RouteBenchmark {

    @Param
    RouteSide side = RouteSide.NONE;

    private @Nullable CamelContext context;
    private @Nullable Endpoint entry;
    private @Nullable Producer producer;

    @Setup
    public void setUp() throws Exception {
        context = side.start();
        entry = context.getEndpoint(RouteSide.ENTRY);
        producer = entry.createProducer();
        producer.start();
    }

    @TearDown
    public void tearDown() {
        if (context != null) {
            context.stop();
        }
    }

    @Benchmark
    public Exchange exchange() throws Exception {
        Exchange exchange = Objects.requireNonNull(entry).createExchange();
        exchange.getMessage().setHeader(RouteSide.KEY, SigningCase.SHORT_KEY.key());
        Objects.requireNonNull(producer).process(exchange);
        return exchange;
    }
}
