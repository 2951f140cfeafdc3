import { readDatabaseUrl } from './databaseUrl';

describe("a database's address", () => {
  test.each([
    ['postgresql://u:p@db/lens', 'postgresql:///lens?user=u&password=p&host=db'],
    [
      'postgres://u:p@db:5433/lens?sslmode=require',
      'postgresql:///lens?user=u&password=p&host=db&port=5433&sslmode=require',
    ],
    ['postgresql://', 'postgresql:///'],
    ['postgresql:///lens?host=/run/pg', 'postgresql:///lens?host=%2Frun%2Fpg'],
    ['postgresql://u:p@/lens?host=/run/pg', 'postgresql:///lens?user=u&password=p&host=%2Frun%2Fpg'],
    ['postgresql://u@%2Frun%2Fmy%20pg:5433/lens', 'postgresql:///lens?user=u&host=%2Frun%2Fmy%20pg&port=5433'],
    ['postgresql://[2001:db8::1]:5433', 'postgresql:///?host=2001%3Adb8%3A%3A1&port=5433'],
    ['postgresql://a:1,b,[::1]:3/lens', 'postgresql:///lens?host=a%2Cb%2C%3A%3A1&port=1%2C%2C3'],
    ['postgresql://u:p%40ss%3A+@db/my%20db', 'postgresql:///my%20db?user=u&password=p%40ss%3A%2B&host=db'],
    ['postgresql://u:50%off#@db/lens', 'postgresql:///lens?user=u&password=50%25off%23&host=db'],
    ['postgresql://db/lens?options=-c%20search_path%3Dx', 'postgresql:///lens?host=db&options=-c%20search_path%3Dx'],
    ['postgresql://db?dbname=lens&user=u&hostaddr=10.0.0.1', 'postgresql:///lens?host=10.0.0.1&user=u'],
    ['postgresql://db/lens?sslrootcert=system', 'postgresql:///lens?host=db&sslmode=verify-full'],
    [
      "host=/run/pg dbname = lens user=u password='it\\'s a \\\\' ",
      "postgresql:///lens?host=%2Frun%2Fpg&user=u&password=it's%20a%20%5C",
    ],
    ['dbname=lens', 'postgresql:///lens'],
  ])('%s is read', (given, url) => expect(readDatabaseUrl(given)).toEqual({ url, wrong: null }));

  test.each([
    ['', 'is empty'],
    ['mysql://db/lens', 'is neither a URI'],
    ["host=db password='quokka", 'is neither a URI'],
    ['postgresql://u:quokka@::/lens', 'has a host or port'],
    ['postgresql://u:quokka@db:port/lens', 'has a host or port'],
    ['postgresql://u:quokka@db:99999/lens', 'has a port'],
    ['host=a,b,c port=1,2', 'has not as many ports as hosts'],
    ['postgresql://db/lens?sslmode=maybe', 'has an sslmode that is none of'],
    ['postgresql://db/lens?sslmode=verify-ca', 'without sslrootcert'],
    ['service=lens', 'names a service'],
  ])('%s is refused in words that do not repeat it', (given, words) => {
    const { url, wrong } = readDatabaseUrl(given);
    expect(url).toBeNull();
    expect(wrong).toContain(words);
    expect(wrong).not.toContain('quokka');
  });
});
