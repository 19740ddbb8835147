// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Simulates clusters that are larger than a machine for tests. Each worker repeats one cycle: it waits for OSS, computes on
 * its own core, and then needs a core of the database and one of the broker, for which all workers queue.
 */
public final class Forecast {

    private static final double SIMULATED_MILLIS = 60_000;

    /**
     * What all workers queue for.
     *
     * @param cores number of requests at a time
     * @param millis average time of a core for a link
     */
    record Station(int cores, double millis) {}

    private record Event(double time, int station) {}

    private Forecast() {}

    /**
     * Prints the table of the README.
     *
     * @param arguments milliseconds of a link with one worker, and processor time of database and broker for it, as
     *     {@link Growth} measures them
     */
    public static void main(String[] arguments) {
        double cycle = Double.parseDouble(arguments[0]);
        double database = Double.parseDouble(arguments[1]);
        double broker = Double.parseDouble(arguments[2]);
        double alone = cycle - database - broker;
        System.out.println("| workers | database with 2 cores, broker with 2 | 8 and 4 | 32 and 16 |");
        System.out.println("| --- | --- | --- | --- |");
        for (int workers : List.of(1, 16, 50, 200, 500)) {
            System.out.printf(
                    "| %d | %,.0f | %,.0f | %,.0f |%n",
                    workers,
                    rate(workers, alone, List.of(new Station(2, database), new Station(2, broker))),
                    rate(workers, alone, List.of(new Station(8, database), new Station(4, broker))),
                    rate(workers, alone, List.of(new Station(32, database), new Station(16, broker))));
        }
    }

    /**
     * Returns links a second.
     *
     * @param alone average time in which a worker needs nothing that others use, in milliseconds
     */
    static double rate(int workers, double alone, List<Station> stations) {
        Random random = new Random(workers);
        PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Double.compare(a.time(), b.time()));
        int[] busy = new int[stations.size()];
        int[] queued = new int[stations.size()];
        for (int worker = 0; worker < workers; worker++) {
            events.add(new Event(exponential(alone, random), -1));
        }
        long links = 0;
        double now = 0;
        while (now < SIMULATED_MILLIS) {
            Event event = events.remove();
            now = event.time();
            int station = event.station();
            if (station >= 0) {
                if (queued[station] > 0) {
                    queued[station]--;
                    events.add(served(station, stations, now, random));
                } else {
                    busy[station]--;
                }
            }
            int next = station + 1;
            if (next == stations.size()) {
                links++;
                events.add(new Event(now + exponential(alone, random), -1));
            } else if (busy[next] < stations.get(next).cores()) {
                busy[next]++;
                events.add(served(next, stations, now, random));
            } else {
                queued[next]++;
            }
        }
        return links * 1000 / now;
    }

    private static Event served(int station, List<Station> stations, double now, Random random) {
        return new Event(now + exponential(stations.get(station).millis(), random), station);
    }

    private static double exponential(double average, Random random) {
        return -average * Math.log(1 - random.nextDouble());
    }
}
