package io.lamplighter.driver.http;

class CsvDriverContractTest extends DefinedDriverContract {
    CsvDriverContractTest() {
        super(Form.CSV);
    }
}
