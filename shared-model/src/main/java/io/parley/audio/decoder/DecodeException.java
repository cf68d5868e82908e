package io.parley.audio.decoder;

/** Ends the decoding of one file, inside a worker. */
final class DecodeException extends Exception {

    private final DecodeFault fault;

    DecodeException(DecodeFault fault) {
        super(fault.message());
        this.fault = fault;
    }

    DecodeFault fault() {
        return this.fault;
    }

}
