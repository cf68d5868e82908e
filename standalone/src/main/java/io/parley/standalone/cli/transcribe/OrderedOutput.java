package io.parley.standalone.cli.transcribe;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.HashMap;
import java.util.Set;

/**
 * One stream that several write to, each in its turn: what comes early waits.
 * Thread-safe.
 */
final class OrderedOutput {

    private final PrintWriter out;

    private final Map<Integer, StringBuilder> waiting = new HashMap<>();

    private final Set<Integer> ended = new HashSet<>();

    private int turn;

    OrderedOutput(PrintWriter out) {
        this.out = out;
    }

    /** Writes for one of them, from 0. */
    synchronized void append(int writer, String text) {
        if (writer == this.turn) {
            this.out.print(text);
            this.out.flush();
        }
        else {
            this.waiting.computeIfAbsent(writer, (_) -> new StringBuilder()).append(text);
        }
    }

    /** Says that one of them writes no more. */
    synchronized void end(int writer) {
        this.ended.add(writer);
        while (this.ended.remove(this.turn)) {
            this.turn++;
            this.out.print(this.waiting.getOrDefault(this.turn, new StringBuilder()));
            this.waiting.remove(this.turn);
        }
        this.out.flush();
    }

}
