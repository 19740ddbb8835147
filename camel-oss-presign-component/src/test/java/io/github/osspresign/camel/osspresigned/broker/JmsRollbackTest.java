// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.connection.JmsTransactionManager;

/** A message of a broker that is rolled back is delivered again, whatever the route has done with it before. */
class JmsRollbackTest extends BrokerTestSupport {

    private final AtomicBoolean failsNextCommit = new AtomicBoolean();
    private final AtomicBoolean first = new AtomicBoolean(true);

    @BeforeEach
    void failCommits() {
        context.addComponent(
                "failing", JmsComponent.jmsComponentTransacted(failing(ConnectionFactory.class, connections)));
    }

    /** Returns a JMS object whose sessions fail to commit when a test asks for it. */
    private <T> T failing(Class<T> type, T real) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return self == arguments[0];
                    }
                    if (method.getName().equals("commit") && failsNextCommit.getAndSet(false)) {
                        ((Session) real).rollback();
                        throw new JMSException("connection lost before the commit");
                    }
                    Object result;
                    try {
                        result = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (result instanceof Connection connection) {
                        return failing(Connection.class, connection);
                    }
                    return result instanceof Session session ? failing(Session.class, session) : result;
                });
        return type.cast(proxy);
    }

    private static ProcessorDefinition<?> step(RouteBuilder routes, String step) {
        ProcessorDefinition<?> route = routes.from("failing:queue:links?recoveryInterval=10");
        return switch (step) {
            case "none" -> route;
            case "removeHeaders" -> route.removeHeaders("*");
            case "setBody" -> route.setBody(routes.simple("${body}"));
            case "split" -> route.split(routes.body().tokenize("\n"));
            case "splitShared" -> route.split(routes.body().tokenize("\n")).shareUnitOfWork();
            default -> throw new IllegalArgumentException(step);
        };
    }

    /** As a connection that breaks before the commit: the exchange has succeeded, and its transaction is undone. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "removeHeaders", "setBody", "split", "splitShared"})
    void messageWithoutCommitIsDeliveredAgain(String step) throws Exception {
        start(routes -> step(routes, step)
                .to(osspresigned("&idempotent=true"))
                .process(exchange -> exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                    @Override
                    public void onComplete(Exchange done) {
                        failsNextCommit.set(first.getAndSet(false));
                    }
                }))
                .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                .convertBodyTo(String.class)
                .to("failing:queue:out"));

        template.sendBody("jms:queue:links", stored("a.txt", "A"));

        assertThat(consumer.receiveBody("jms:queue:out", 10_000)).isEqualTo("A");
        assertThat(first).as("a commit has failed").isFalse();
    }

    /** An exchange from a pool still has the mark of a failure that its last message had. */
    @Test
    void handledFailureDoesNotCountForTheNextMessageOfPooledExchange() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        start(routes -> {
            routes.onException(IllegalStateException.class).handled(true);
            routes.from(osspresigned("&idempotent=true&linkSource=RAW(jms:queue:links)"))
                    .process(exchange -> {
                        if (first.getAndSet(false)) {
                            throw new IllegalStateException("the route fails");
                        }
                    })
                    .convertBodyTo(String.class)
                    .to("jms:queue:out");
        });

        template.sendBody("jms:queue:links", stored("a.txt", "A"));
        template.sendBody("jms:queue:links", stored("b.txt", "B") + "\n" + stored("c.txt", "C"));
        template.sendBody("jms:queue:links", link("c.txt"));
        template.sendBody("jms:queue:links", stored("d.txt", "D"));

        for (String expected : List.of("B", "C", "D")) {
            assertThat(consumer.receiveBody("jms:queue:out", 10_000)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "enrich", "recipientList", "multicast"})
    void messageThatFailsAfterTheDownloadIsDeliveredAgain(String call) throws Exception {
        start(routes -> {
            ProcessorDefinition<?> route = routes.from("jms:queue:links");
            ProcessorDefinition<?> downloaded = switch (call) {
                case "producer" -> route.to("direct:download");
                case "enrich" -> route.enrich("direct:download");
                case "recipientList" ->
                    route.recipientList(routes.constant("direct:download")).end();
                default -> route.multicast().to("direct:download").end();
            };
            downloaded
                    .process(exchange -> {
                        if (first.getAndSet(false)) {
                            throw new IllegalStateException("the route fails");
                        }
                    })
                    .setBody(routes.simple("duplicate: ${exchangeProperty.CamelDuplicateMessage}"))
                    .to("jms:queue:out");
            routes.from("direct:download").to(osspresigned("&idempotent=true"));
        });

        template.sendBody("jms:queue:links", stored("a.txt", "A"));

        assertThat(consumer.receiveBody("jms:queue:out", 10_000)).isEqualTo("duplicate: ");
    }

    /** As with JTA: the transaction manager makes the transaction, and the option {@code transacted} stays off. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void outputOfMessageInTransactionOfAManagerIsSentOnce(boolean linkSource) throws Exception {
        JmsComponent managed = JmsComponent.jmsComponent(connections);
        managed.setTransactionManager(new JmsTransactionManager(connections));
        context.addComponent("managed", managed);
        List<String> seen = new CopyOnWriteArrayList<>();
        String uri = osspresigned("&idempotent=true");
        start(routes -> {
            ProcessorDefinition<?> route = linkSource
                    ? routes.from(uri + "&linkSource=managed:queue:links")
                    : routes.from("managed:queue:links")
                            .split(routes.body().tokenize("\n"))
                            .stopOnException()
                            .to(uri)
                            .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE)
                                    .isNull());
            route.convertBodyTo(String.class)
                    .process(exchange -> {
                        seen.add(exchange.getMessage().getBody(String.class));
                        if (seen.equals(List.of("A", "B"))) {
                            throw new IllegalStateException("the second link fails, the first has been sent on");
                        }
                    })
                    .to("managed:queue:out");
        });

        template.sendBody("jms:queue:links", stored("a.txt", "A") + "\n" + stored("b.txt", "B"));

        assertThat(consumer.receiveBody("jms:queue:out", 10_000)).isEqualTo("A");
        assertThat(consumer.receiveBody("jms:queue:out", 5_000)).isEqualTo("B");
        assertThat(seen).containsExactly("A", "B", "A", "B");
    }
}
