package io.parley.standalone;

/** Runs the suite as configured until the process is told to stop. */
public final class SuiteMain {

    private SuiteMain() {
    }

    public static void main(String[] args) {
        try {
            Suite suite = Suite.start(SuiteOptions.CONFIGURED);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(suite::close));
        }
        catch (PortTakenException taken) {
            System.err.println(taken.getMessage());
            System.exit(1);
        }
    }

}
