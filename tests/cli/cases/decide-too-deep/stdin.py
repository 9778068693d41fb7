print('{"turns":' + "[" * 100000)
print('{"id":"next","turns":[]}')
